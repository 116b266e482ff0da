/** One installation on disk: where things lie, what its two sides trust, where it listens. */
@NullMarked
package dev.breakwater.cli.installation;

import org.jspecify.annotations.NullMarked;
