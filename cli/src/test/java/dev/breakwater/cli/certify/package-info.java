@NullMarked
package dev.breakwater.cli.certify;

import org.jspecify.annotations.NullMarked;
