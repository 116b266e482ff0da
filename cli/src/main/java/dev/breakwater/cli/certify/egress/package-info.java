/** What left the car, packet by packet: from a capture outside the process that is tested. */
@NullMarked
package dev.breakwater.cli.certify.egress;

import org.jspecify.annotations.NullMarked;
