"""What both Python runners do: read the cases, try each, then verify as often as they are told to."""

import json
import sys
import time
from pathlib import Path


class Trial:
    """One bundle to verify, with all that it is verified against."""

    def __init__(self, case, trial):
        self.root_path = case["root"]
        self.root = Path(case["root"]).read_bytes()
        self.bundle = Path(trial["bundle"]).read_bytes()
        self.algorithm = case["algorithm"]
        self.digest = trial["digest"]
        self.identity = trial["identity"]
        self.issuer = case["issuer"]


def serve(name, version, ready, ready_batch):
    """`ready` does all that is done once, and gives a function that parses the bundle and verifies it; `ready_batch`
    gives one that verifies a whole batch on so many threads and says how many bundles were accepted.

    A request is a line `case times` or `batch threads`; the answer is what that took, in seconds: CPU and wall clock.
    """
    description = json.loads(Path(sys.argv[1]).read_bytes())
    say({"client": name, "version": version})
    clients = []
    for case in description["cases"]:
        trials = [Trial(case, trial) for trial in case["trials"]]
        say({"outcomes": [outcome(ready, trial) for trial in trials]})
        clients.append(trials[0])
    # Ready only now: those that cannot be made ready were told of above.
    clients = [attempt(ready, trial) for trial in clients]
    batch = description["batch"]
    batch = ready_batch([Trial(batch, trial) for trial in batch["trials"]])
    for line in sys.stdin:
        what, number = line.split()
        number = int(number)
        cpu, wall = time.process_time(), time.perf_counter()
        if what == "batch":
            accepted = batch(number)
            if accepted != len(description["batch"]["trials"]):
                sys.exit(f"{accepted} of the batch were accepted")
        else:
            verify = clients[int(what)]
            for _ in range(number):
                verify()
        say([time.process_time() - cpu, time.perf_counter() - wall])


def attempt(ready, trial):
    try:
        return ready(trial)
    except Exception:
        return None


def outcome(ready, trial):
    """None for a bundle that was accepted, else the message with which it was refused."""
    try:
        ready(trial)()
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return None


def say(line):
    print(json.dumps(line), flush=True)
