"""The door as a server of the Model Context Protocol, over standard input and output, by the protocol's own SDK."""

from __future__ import annotations

from functools import partial
from typing import Any

import anyio
from mcp import types
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

from detente._version import __version__
from detente.conflict import DetenteError
from detente.conflict.safetext import shown
from detente.door.drafting import ABOUT, ARGUMENTS, PROMPT, draft_prompt
from detente.door.resources import read_resource, resources
from detente.door.sifting import Sifted
from detente.door.tools import Door

INSTRUCTIONS = (
    "détente models a conflict of many decision makers in a text file and says what follows from it, under every "
    "account. Check a text with check_text, ask with the tools ask_..., change it with propose_edit; nothing is "
    "written to disk. Every claim in a file should have a source. The prompt draft_from_article makes a first draft."
)
READS = types.ToolAnnotations(read_only_hint=True, open_world_hint=False)


def server(door: Door) -> Server[Any]:
    """Make the server; calls are answered one after the other, so that no two share the machine's memory."""
    one_at_a_time = anyio.CapacityLimiter(1)

    async def in_turn(work: Any) -> Any:
        return await anyio.to_thread.run_sync(work, limiter=one_at_a_time)

    async def list_tools(_context: Any, _given: Any) -> types.ListToolsResult:
        return types.ListToolsResult(
            tools=[
                types.Tool(name=t.name, description=t.about, input_schema=t.shape, annotations=READS)
                for t in door.tools.values()
            ]
        )

    async def call_tool(_context: Any, given: types.CallToolRequestParams) -> types.CallToolResult:
        try:
            reply = await in_turn(partial(door.call, given.name, given.arguments or {}))
        except DetenteError as error:
            return types.CallToolResult(content=[types.TextContent(text=str(error))], is_error=True)
        except MemoryError:
            text = "not enough memory; make the conflict smaller"
            return types.CallToolResult(content=[types.TextContent(text=text)], is_error=True)
        except Exception as error:
            text = shown(f"an error in this program ({type(error).__name__}: {error})")
            return types.CallToolResult(content=[types.TextContent(text=text)], is_error=True)
        return types.CallToolResult(
            content=[types.TextContent(text=reply.text)], structured_content=reply.facts
        )

    async def list_resources(_context: Any, _given: Any) -> types.ListResourcesResult:
        found = await in_turn(resources)
        return types.ListResourcesResult(
            resources=[
                types.Resource(uri=r.uri, name=r.name, description=r.about, mime_type=r.kind) for r in found
            ]
        )

    async def read(_context: Any, given: types.ReadResourceRequestParams) -> types.ReadResourceResult:
        uri = str(given.uri)
        try:
            text, kind = await in_turn(partial(read_resource, uri))
        except DetenteError as error:
            raise _refused(str(error)) from None
        return types.ReadResourceResult(
            contents=[types.TextResourceContents(uri=uri, mime_type=kind, text=text)]
        )

    async def list_prompts(_context: Any, _given: Any) -> types.ListPromptsResult:
        arguments = [
            types.PromptArgument(name=name, description=about, required=name == "article")
            for name, about in ARGUMENTS.items()
        ]
        return types.ListPromptsResult(
            prompts=[types.Prompt(name=PROMPT, description=ABOUT, arguments=arguments)]
        )

    async def get_prompt(_context: Any, given: types.GetPromptRequestParams) -> types.GetPromptResult:
        told = given.arguments or {}
        if given.name != PROMPT:
            raise _refused(f"no prompt '{given.name}' (allowed: {PROMPT})")
        if not told.get("article", "").strip():
            raise _refused(f"{PROMPT}: 'article' is missing")
        text = draft_prompt(told["article"], told.get("source", ""))
        message = types.PromptMessage(role="user", content=types.TextContent(text=text))
        return types.GetPromptResult(description=ABOUT, messages=[message])

    return Server(
        "detente",
        version=__version__,
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_read_resource=read,
        on_list_prompts=list_prompts,
        on_get_prompt=get_prompt,
    )


def _refused(text: str) -> Exception:
    from mcp import MCPError

    return MCPError(code=types.INVALID_PARAMS, message=text)


def serve(door: Door) -> None:
    """Answer on standard input and output until the other side hangs up."""

    async def answer() -> None:
        made = server(door)
        async with stdio_server() as (read, write):
            await made.run(Sifted(read, write), write, made.create_initialization_options())

    anyio.run(answer)
