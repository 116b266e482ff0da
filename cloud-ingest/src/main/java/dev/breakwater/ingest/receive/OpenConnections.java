package dev.breakwater.ingest.receive;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.californium.scandium.ConnectionListener;
import org.eclipse.californium.scandium.dtls.Connection;
import org.eclipse.californium.scandium.dtls.ConnectionId;

/** Counts the DTLS connections in memory, restored ones too. Safe for use by several threads. */
final class OpenConnections implements ConnectionListener {
  private final Set<ConnectionId> open = ConcurrentHashMap.newKeySet();

  @Override
  public void onConnectionEstablished(Connection connection) {
    open.add(connection.getConnectionId());
  }

  @Override
  public void onConnectionRemoved(Connection connection) {
    open.remove(connection.getConnectionId());
  }

  @Override
  public boolean onConnectionUpdatesSequenceNumbers(Connection connection, boolean written) {
    return false; // the connection stays
  }

  @Override
  public boolean onConnectionMacError(Connection connection) {
    return false; // anybody can send a broken record: it ends nothing
  }

  @Override
  public void beforeExecution(Connection connection) {}

  @Override
  public void updateExecution(Connection connection) {}

  @Override
  public void afterExecution(Connection connection) {}

  int count() {
    return open.size();
  }
}
