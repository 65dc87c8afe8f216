#!/usr/bin/env node
'use strict';

const { run } = require('../lib/native.js');

process.exitCode = run(['sealwright', ...process.argv.slice(2)]);
