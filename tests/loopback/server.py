"""A small Discord on 127.0.0.1: REST and gateway over real sockets, with a guild to ask in and faults on demand."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from tests.loopback import payloads

PATIENCE_SECONDS = 15.0
"""How long anything is waited for."""

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, HELLO, HEARTBEAT_ACK = 0, 1, 2, 6, 10, 11

_API = re.compile(r"/api/v\d+")


@dataclass(frozen=True, slots=True)
class Request:
    """A request of the bot's. ``at`` is when it came, on time.monotonic's clock."""

    method: str
    path: str
    json: Any
    at: float
    status: int


@dataclass(slots=True)
class Fault:
    """An answer given ``times`` times in place of the right one, ``after`` so many right ones."""

    method: str
    path: str
    times: int
    after: int
    answer: Callable[[], web.Response]


@dataclass
class Discord:
    """Use with ``async with``; ``url`` is where it is then. A ``silent`` one takes requests and says nothing.

    ``refuses_with`` is the code with which it closes the gateway on whoever says its name.
    """

    token_is_known: bool = True
    takes_connections: bool = True
    refuses_with: int | None = None
    silent: bool = False
    guilds: list[dict[str, Any]] = field(default_factory=lambda: [payloads.guild()])
    connected: int = 0
    requests: list[Request] = field(default_factory=list)
    received: list[dict[str, Any]] = field(default_factory=list)
    url: str = ""

    def __post_init__(self) -> None:
        self._faults: list[Fault] = []
        self._sockets: list[web.WebSocketResponse] = []
        self._interactions: dict[str, dict[str, Any]] = {}
        self._sequence = 0

    async def __aenter__(self) -> Discord:
        app = web.Application()
        app.router.add_get("/gateway", self._gateway)
        app.router.add_route("*", "/api/{rest:.*}", self._rest)
        self._runner = web.AppRunner(app, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    # What a test does

    async def say(self, content: str, **fields: Any) -> dict[str, Any]:
        """Ada writes in the channel, or another one elsewhere as the ``fields`` tell."""
        return await self._dispatch("MESSAGE_CREATE", payloads.message(content, **fields))

    async def interact(self, interaction: dict[str, Any]) -> dict[str, Any]:
        """Ada uses a slash command or presses a button."""
        self._interactions[interaction["id"]] = interaction
        return await self._dispatch("INTERACTION_CREATE", interaction)

    async def drop(self) -> None:
        """Break the gateway's connections, as Discord does now and then."""
        for socket in self._sockets:
            await socket.close(code=WSCloseCode.SERVICE_RESTART)
        self._sockets.clear()

    async def close(self) -> None:
        """Be gone: nobody listens at the address any more."""
        await self.drop()
        await self._runner.cleanup()

    def fail(
        self, method: str, path: str, answer: Callable[[], web.Response], *, times: int = 1, after: int = 0
    ) -> None:
        """Answer the next requests whose path matches otherwise, or those ``after`` the next so many."""
        self._faults.append(Fault(method, path, times, after, answer))

    def made(self, method: str, path: str) -> list[Request]:
        """The requests of that kind so far, refused ones too; ``path`` is a regular expression for its end."""
        return [each for each in self.requests if each.method == method and re.search(f"{path}$", each.path)]

    def ops(self, op: int) -> list[dict[str, Any]]:
        """What the bot sent over the gateway with that opcode."""
        return [each for each in self.received if each["op"] == op]

    async def until(self, what: str, condition: Callable[[], Any]) -> Any:
        """What ``condition`` gives once it is true; the test fails where that takes too long."""
        give_up = time.monotonic() + PATIENCE_SECONDS
        while not (result := condition()):
            assert time.monotonic() < give_up, f"waited in vain for {what}; the bot made {self.requests}"
            await asyncio.sleep(0.02)
        return result

    async def reply_to(self, asked: dict[str, Any]) -> dict[str, Any]:
        """The body of the first message that was posted as a reply to this one."""

        def found() -> list[dict[str, Any]]:
            bodies = [each.json for each in self.made("POST", "/messages") if each.status == web.HTTPOk.status_code]
            return [b for b in bodies if str((b.get("message_reference") or {}).get("message_id")) == asked["id"]]

        return (await self.until("a reply", found))[0]

    # What the bot sees

    async def _dispatch(self, event: str, data: dict[str, Any]) -> dict[str, Any]:
        socket = await self.until("the gateway", lambda: self._sockets[-1:])
        self._sequence += 1
        await socket[0].send_json({"op": DISPATCH, "t": event, "s": self._sequence, "d": data})
        return data

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        if not self.takes_connections:
            raise web.HTTPServiceUnavailable
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": HELLO, "d": {"heartbeat_interval": 41_250}})
        async for incoming in socket:
            if incoming.type is WSMsgType.TEXT:
                said = json.loads(incoming.data)
                self.received.append(said)
                await self._answer(socket, said)
        return socket

    async def _answer(self, socket: web.WebSocketResponse, said: dict[str, Any]) -> None:
        if said["op"] == HEARTBEAT:
            await socket.send_json({"op": HEARTBEAT_ACK})
        elif said["op"] == IDENTIFY and self.refuses_with:
            await socket.close(code=self.refuses_with)
        elif said["op"] == IDENTIFY:
            self._sockets.append(socket)
            await self._dispatch("READY", payloads.ready(f"{self.url.replace('http', 'ws')}/gateway"))
            for guild in self.guilds:
                await self._dispatch("GUILD_CREATE", guild)
        elif said["op"] == RESUME:
            self._sockets.append(socket)
            await self._dispatch("RESUMED", {})

    async def _rest(self, request: web.Request) -> web.Response:
        self.connected += 1
        if self.silent:
            await asyncio.sleep(PATIENCE_SECONDS)
        body = await request.json() if request.can_read_body else None
        path = _API.sub("", request.path)
        fault = self._fault(request.method, path)
        response = fault.answer() if fault else self._right_answer(request.method, path, body)
        self.requests.append(Request(request.method, path, body, time.monotonic(), response.status))
        return response

    def _fault(self, method: str, path: str) -> Fault | None:
        for fault in self._faults:
            if fault.method == method and re.search(fault.path, path):
                if fault.after:
                    fault.after -= 1
                    return None
                fault.times -= 1
                if not fault.times:
                    self._faults.remove(fault)
                return fault
        return None

    def _right_answer(self, method: str, path: str, body: Any) -> web.Response:
        if not self.token_is_known:
            return _json({"message": "401: Unauthorized", "code": 0}, status=401)
        match method, path.strip("/").split("/"):
            case "GET", ["users", "@me"]:
                return _json(payloads.user(payloads.BOT, "Serge", bot=True))
            case "GET", ["oauth2", "applications", "@me"]:
                return _json(payloads.application())
            case "PUT", ["applications", application, "commands"]:
                told = [
                    {"description": "", **each, "id": payloads.number(), "application_id": application, "version": "1"}
                    for each in body
                ]
                return _json(told)
            case "POST", ["channels", _, "messages"]:
                return _json(payloads.posted(body))
            case "PUT", ["channels", _, "messages", _, "reactions", *_]:
                return web.Response(status=204)
            case "POST", ["channels", _, "typing"]:
                return web.Response(status=204)
            case "POST", ["interactions", id_, _, "callback"]:
                return _json(payloads.callback_response(self._interactions[id_], body))
            case (("POST" | "PATCH"), ["webhooks", _, _, *_]):
                return _json(payloads.posted(body))
            case _:
                return _json({"message": "404: Not Found", "code": 0}, status=404)


def _json(body: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    """JSON without a charset beside it, as Discord sends it and discord.py wants it."""
    kind = {"Content-Type": "application/json"}
    return web.Response(body=json.dumps(body).encode(), status=status, headers={**kind, **(headers or {})})


def rate_limited(seconds: float) -> web.Response:
    """Too many requests; ``Via`` tells discord.py that it was Discord and not a firewall before it."""
    body = {"message": "You are being rate limited.", "retry_after": seconds, "global": False}
    return _json(body, status=429, headers={"Retry-After": str(seconds), "Via": "1.1 google"})


def broken() -> web.Response:
    """An internal server error."""
    return _json({"message": "500: Internal Server Error", "code": 0}, status=500)


def unavailable() -> web.Response:
    """A failure that discord.py does not try again."""
    return _json({"message": "503: Service Unavailable", "code": 0}, status=503)


def malformed() -> web.Response:
    """Discord does not take what was sent."""
    return _json({"message": "Invalid Form Body", "code": 50035}, status=400)


def forbidden() -> web.Response:
    """The bot may not write here."""
    return _json({"message": "Missing Permissions", "code": 50013}, status=403)
