/** SQLite files of the onshore side: the border's book, the index of the log. */
@NullMarked
package dev.breakwater.ingest.sqlite;

import org.jspecify.annotations.NullMarked;
