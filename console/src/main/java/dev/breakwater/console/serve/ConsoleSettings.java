package dev.breakwater.console.serve;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the console listens.
 *
 * @param address an IP address of this machine
 * @param port 0 for any
 * @param certificate PEM, own certificate first
 * @param key its key, PEM of PKCS#8
 * @param log directory of the public log; readable without a session
 * @param openId who else knows users; empty for local accounts alone
 */
public record ConsoleSettings(
    String address,
    int port,
    Path certificate,
    Path key,
    Path log,
    Optional<OpenIdSettings> openId) {}
