package dev.breakwater.agent.keys;

import java.nio.file.Path;

/**
 * Where the hardware vault is.
 *
 * @param library of the token's maker, PKCS#11 2.40 or later, with EdDSA and AES key wrap
 * @param token its label
 * @param keys beginning of the labels of the car's keys, which are made on first use
 */
public record Pkcs11Settings(Path library, String token, String keys) {}
