"""What each page shows, and what happens when its forms are sent."""
