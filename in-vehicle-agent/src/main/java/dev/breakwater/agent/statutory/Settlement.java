package dev.breakwater.agent.statutory;

import dev.breakwater.wire.StatutoryReceipt;

/** A receipt and its number in the store, from 1. */
record Settlement(long number, StatutoryReceipt receipt) {}
