package dev.breakwater.console.account;

import dev.breakwater.console.User;

/**
 * A local account.
 *
 * @param password its hash
 * @param changedAtMillis when password or roles were set last, Unix milliseconds; sessions of
 *     before end with that
 */
public record Account(User user, PasswordHash password, long changedAtMillis) {}
