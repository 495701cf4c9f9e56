"""The server under test, and a value that shows every byte."""
import base64
import os

URL = os.environ["OUTFIELD_URL"]
PORT = int(os.environ["OUTFIELD_PORT"])
DATABASE = os.environ["OUTFIELD_DATABASE"]
LOGIN = os.environ["OUTFIELD_LOGIN"]
PASSWORD = os.environ["OUTFIELD_PASSWORD"]
API_KEY = os.environ["OUTFIELD_API_KEY"]
ADMIN, NOBODY = 2, 999999

CONTENT = bytes((7 * place + place // 256) % 256 for place in range(1_000_003))
BASE64 = base64.b64encode(CONTENT).decode()
