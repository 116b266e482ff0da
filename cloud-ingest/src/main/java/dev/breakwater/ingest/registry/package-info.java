/** Which vehicles and certificates exist: the certificate authority and the topic of vehicles. */
@NullMarked
package dev.breakwater.ingest.registry;

import org.jspecify.annotations.NullMarked;
