/** Reports as files: PDF or HTML, in the reader's language. */
@NullMarked
package dev.breakwater.console.paper;

import org.jspecify.annotations.NullMarked;
