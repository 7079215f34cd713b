"""A door for programs and assistants: tools, resources and a prompt, over the Model Context Protocol.

What a tool answers is what the registry of questions answers; nothing is computed or worded here but the door itself.
Nothing is written to disk: an edit is proposed as the smallest change of a text, for somebody else to write.
"""

from detente.door.drafting import PROMPT, draft_prompt
from detente.door.resources import Resource, read_resource, resources
from detente.door.tools import Door, Reply, Tool

__all__ = ["PROMPT", "Door", "Reply", "Resource", "Tool", "draft_prompt", "read_resource", "resources"]
