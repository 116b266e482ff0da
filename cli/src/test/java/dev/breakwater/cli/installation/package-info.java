@NullMarked
package dev.breakwater.cli.installation;

import org.jspecify.annotations.NullMarked;
