"use strict";
// What both Node runners do: read the cases, try each, then verify as often as they are told to.

const fs = require("node:fs");
const readline = require("node:readline");

// `ready` does all that is done once, and gives a function that parses the bundle and verifies it.
// A request is a line `case times`; the answer is what that took, in seconds: CPU and wall clock.
function serve(name, version, ready) {
  const description = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
  say({ client: name, version });
  const clients = description.cases.map((one) => {
    const trials = one.trials.map((trial) => read(one, trial));
    say({ outcomes: trials.map((trial) => outcome(ready, trial)) });
    return outcome(ready, trials[0]) === null ? ready(trials[0]) : null;
  });
  readline.createInterface({ input: process.stdin }).on("line", (line) => {
    const [number, times] = line.split(" ").map(Number);
    const verify = clients[number];
    const cpu = process.cpuUsage();
    const wall = process.hrtime.bigint();
    for (let time = 0; time < times; time++) verify();
    const used = process.cpuUsage(cpu);
    say([(used.user + used.system) / 1e6, Number(process.hrtime.bigint() - wall) / 1e9]);
  });
}

// One bundle to verify, with all that it is verified against.
function read(one, trial) {
  return {
    root: fs.readFileSync(one.root),
    bundle: fs.readFileSync(trial.bundle),
    algorithm: one.algorithm,
    digest: trial.digest,
    artifact: trial.artifact ? fs.readFileSync(trial.artifact) : undefined,
    identity: trial.identity,
    issuer: one.issuer,
  };
}

// null for a bundle that was accepted, else the message with which it was refused.
function outcome(ready, trial) {
  try {
    ready(trial)();
    return null;
  } catch (error) {
    return `${error.code ?? error.name}: ${error.message}`;
  }
}

function say(line) {
  fs.writeSync(1, `${JSON.stringify(line)}\n`);
}

module.exports = { serve };
