@NullMarked
package dev.breakwater.cli.demo;

import org.jspecify.annotations.NullMarked;
