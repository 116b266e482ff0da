package dev.breakwater.cli.demo;

/**
 * One line of the verdict.
 *
 * @param name what was checked
 * @param good whether it holds
 * @param detail what was found, with the figures
 */
record Check(String name, boolean good, String detail) {}
