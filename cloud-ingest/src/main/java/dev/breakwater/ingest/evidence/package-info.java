/** What an auditor gets of store and log: evidence packs, each disclosed by an entry of its own. */
@NullMarked
package dev.breakwater.ingest.evidence;

import org.jspecify.annotations.NullMarked;
