package dev.breakwater.ingest.receive;

import dev.breakwater.ingest.registry.Credentials;
import dev.breakwater.wire.Digest;
import dev.breakwater.wire.VehicleRef;
import java.security.Principal;
import java.util.Optional;
import org.eclipse.californium.elements.auth.X509CertPath;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a DTLS session.
 *
 * @param vehicle common name of the certificate
 * @param certificate digest of the certificate's DER encoding
 */
record Peer(VehicleRef vehicle, Digest certificate) {
  /** Returns empty if the principal is not a certificate of a vehicle. */
  static Optional<Peer> of(@Nullable Principal principal) {
    if (!(principal instanceof X509CertPath path) || path.getTarget() == null) {
      return Optional.empty();
    }
    try {
      var vehicle = new VehicleRef(String.valueOf(path.getCN()));
      return Optional.of(new Peer(vehicle, Credentials.digest(path.getTarget())));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // our own authority also signs receivers; they deliver nothing
    }
  }
}
