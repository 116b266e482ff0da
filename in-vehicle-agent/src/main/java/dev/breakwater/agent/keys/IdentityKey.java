package dev.breakwater.agent.keys;

import java.security.PublicKey;

/**
 * A new P-256 key pair of a DTLS identity.
 *
 * @param kept what to keep beside the certificate: the vault finds the private key by it, and
 *     nobody else can
 */
public record IdentityKey(PublicKey publicKey, String kept) {}
