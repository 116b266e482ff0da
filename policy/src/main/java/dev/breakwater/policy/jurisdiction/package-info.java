/** Where addresses and hosts are; knows addresses as bytes, and opens nothing. */
@NullMarked
package dev.breakwater.policy.jurisdiction;

import org.jspecify.annotations.NullMarked;
