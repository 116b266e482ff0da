package dev.breakwater.ingest.keys;

/** A key's name and what it is for; the key itself may be destroyed. */
public record IndexedKey(String name, KeyScope scope) {}
