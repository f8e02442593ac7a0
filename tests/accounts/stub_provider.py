"""The five providers, played by a small server over real HTTP.

Each lies below /<provider>/: `authorize` leads back with a code, `token` takes that
code once, with the key and the address it was given for, `profile` wants the token.
"""

import json
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

CLIENT_ID, SECRET, TEAM_ID = "our-id", "our-secret", "TEAM123456"
TOKEN, CODE = "the-token", "the-code"
APPLE_ISSUER = "https://appleid.apple.com"
_APPLE_KID = "stub"


@dataclass
class Script:
    """What the server answers, and what it was asked.

    person: uid, nickname, email, is_verified of whoever consents, or refuses. answers: by path, a
    status and a body instead of the right one. asked: the paths, as they came.
    """

    person: dict[str, Any] = field(default_factory=dict)
    refuses: bool = False
    answers: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    grants: dict[str, dict[str, str]] = field(default_factory=dict)


class StubProvider(ThreadingHTTPServer):
    """One server for a whole run; `begin` forgets what the test before said."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.apple_key = rsa.generate_private_key(65537, 2048)
        self.our_apple_key = ec.generate_private_key(ec.SECP256R1())
        self.begin()

    def begin(self) -> None:
        self.script = Script(
            person={
                "uid": "12345",
                "nickname": "새봄",
                "login": "saebom",
                "email": "bom@example.com",
                "is_verified": True,
            }
        )

    @property
    def our_apple_pem(self) -> str:
        """The private key that Apple would have given to the site's manager."""
        return self.our_apple_key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ).decode()

    def apple_token(self, **claims: Any) -> str:
        person, now = self.script.person, int(time.time())
        whole = {
            "iss": APPLE_ISSUER,
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 600,
            "sub": person["uid"],
            "email": person["email"],
            "email_verified": str(person["is_verified"]).lower(),
            **claims,
        }
        whole = {name: value for name, value in whole.items() if value is not None}
        return jwt.encode(whole, self.apple_key, "RS256", headers={"kid": _APPLE_KID})

    def apple_keys(self) -> dict[str, Any]:
        public = json.loads(
            jwt.algorithms.RSAAlgorithm.to_jwk(self.apple_key.public_key())
        )
        return {"keys": [{**public, "kid": _APPLE_KID, "alg": "RS256", "use": "sig"}]}


class _Handler(BaseHTTPRequestHandler):
    server: StubProvider

    def do_GET(self) -> None:
        self._answer({})

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        self._answer(dict(parse_qsl(self.rfile.read(length).decode())))

    def log_message(self, *args: Any) -> None:
        """Keep the console clean."""

    def _answer(self, form: dict[str, str]) -> None:
        script, parts = self.server.script, urlsplit(self.path)
        script.asked.append(parts.path)
        if parts.path in script.answers:
            status, body = script.answers[parts.path]
            return self._send(status, body)
        provider, _, what = parts.path.strip("/").partition("/")
        if what == "circle":
            return self._lead(f"{self.server.url}{parts.path}")
        if what == "authorize":
            return self._consent(provider, dict(parse_qsl(parts.query)))
        if what == "token":
            return self._give_token(provider, form)
        if what == "keys":
            return self._send(200, json.dumps(self.server.apple_keys()).encode())
        if self.headers.get("Authorization", "").split()[-1:] != [TOKEN]:
            return self._send(401, b'{"error": "no token"}')
        answer = _profile(provider, what, script.person)
        return self._send(200, json.dumps(answer).encode())

    def _consent(self, provider: str, query: dict[str, str]) -> None:
        self.server.script.grants[provider] = query
        word = (
            {"error": "access_denied"} if self.server.script.refuses else {"code": CODE}
        )
        back = urlencode({**word, "state": query["state"]})
        self._lead(f"{query['redirect_uri']}?{back}")

    def _lead(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _give_token(self, provider: str, form: dict[str, str]) -> None:
        grant = self.server.script.grants.pop(provider, {})
        is_right = (
            form.get("code") == CODE
            and form.get("client_id") == grant.get("client_id") == CLIENT_ID
            and form.get("redirect_uri") == grant.get("redirect_uri")
            and ("code_challenge" in grant) == ("code_verifier" in form)
            and self._knows_secret(provider, form.get("client_secret", ""))
        )
        if not is_right:
            return self._send(400, b'{"error": "invalid_grant"}')
        answer = {"access_token": TOKEN, "token_type": "bearer", "expires_in": 3600}
        if provider == "apple":
            answer["id_token"] = self.server.apple_token()
        return self._send(200, json.dumps(answer).encode())

    def _knows_secret(self, provider: str, secret: str) -> bool:
        if provider != "apple":
            return secret == SECRET
        public = self.server.our_apple_key.public_key()
        claims = jwt.decode(secret, public, ["ES256"], audience=APPLE_ISSUER)
        return claims["iss"] == TEAM_ID and claims["sub"] == CLIENT_ID

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _profile(provider: str, what: str, person: dict[str, Any]) -> Any:
    uid, email, verified = person["uid"], person["email"], person["is_verified"]
    if what == "emails":
        if not email:
            return []
        return [{"email": email, "primary": True, "verified": verified}]
    if provider == "kakao":
        account = {"profile": {"nickname": person["nickname"]}}
        if email:
            account |= {"email": email, "is_email_verified": verified}
            account["is_email_valid"] = True
        return {"id": uid, "kakao_account": account}
    if provider == "naver":
        found = {"id": uid, "nickname": person["nickname"], "email": email}
        return {"resultcode": "00", "response": found}
    if provider == "google":
        return {
            "id": uid,
            "given_name": person["nickname"],
            "email": email,
            "verified_email": verified,
        }
    return {"id": uid, "login": person["login"], "name": None, "email": None}
