/** What a log consists of: tiles, entry bundles, RFC 6962 hashes, leaves; no I/O, no clock. */
@NullMarked
package dev.breakwater.audit.layout;

import org.jspecify.annotations.NullMarked;
