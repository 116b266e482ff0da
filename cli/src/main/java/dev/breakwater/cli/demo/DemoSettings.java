package dev.breakwater.cli.demo;

import dev.breakwater.cli.installation.DataLayout;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the user of the demo chose.
 *
 * @param video of the exterior camera; null for the built-in drive
 * @param port of the status for programs, 0 for a free one
 * @param console port of the console, 0 for a free one
 * @param exit leave after the verdict
 */
public record DemoSettings(
    DataLayout data, @Nullable Path video, int port, int console, boolean exit) {}
