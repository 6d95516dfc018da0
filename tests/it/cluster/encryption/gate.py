"""A door of https before a node, as an operator puts one there: python3 gate.py NODE_PORT CERTIFICATE KEY. Lets in who says
`Basic` with reader:geheim or the API key `c2VjcmV0`; prints its port."""
import base64
import http.client
import ssl
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

node, certificate, key = int(sys.argv[1]), sys.argv[2], sys.argv[3]
known = {"Basic " + base64.b64encode(b"reader:geheim").decode(), "ApiKey c2VjcmV0"}


class Gate(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def hand_on(self):
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        if self.headers.get("authorization") not in known:
            status, answer = 401, b'{"error":{"type":"security_exception","reason":"who are you"},"status":401}'
        else:
            there = http.client.HTTPConnection("127.0.0.1", node)
            there.request(self.command, self.path, body, {"content-type": "application/json"})
            said = there.getresponse()
            status, answer = said.status, said.read()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_GET = do_POST = do_PUT = do_DELETE = hand_on

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        pass


server = Server(("127.0.0.1", 0), Gate)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)
# Each connection greets in a thread of its own.
server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
print(server.server_port, flush=True)
server.serve_forever()
