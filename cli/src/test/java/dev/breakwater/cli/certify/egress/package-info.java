@NullMarked
package dev.breakwater.cli.certify.egress;

import org.jspecify.annotations.NullMarked;
