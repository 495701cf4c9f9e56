"""Where tests/clients/install put the client libraries from npm."""
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def client_libraries(trial):
    """node_modules with the libraries; without it the test is skipped, or fails where it should be there."""
    modules = Path(os.environ.get("OUTFIELD_TEST_CLIENTS", ROOT / "build/clients")) / "node_modules"
    if modules.is_dir():
        return modules
    if os.environ.get("OUTFIELD_TEST_SERVERS") == "1":
        raise AssertionError(f"there is no {modules}: tests/clients/install did not run")
    trial.not_tested(f"there is no {modules}: run tests/clients/install build/clients")
