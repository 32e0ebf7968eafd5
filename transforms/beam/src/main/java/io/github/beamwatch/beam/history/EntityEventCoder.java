package io.github.beamwatch.beam.history;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;

/** A version byte, three numbers of eight bytes and the id. */
public final class EntityEventCoder extends AtomicCoder<EntityEvent> {
  private static final long serialVersionUID = 1L;
  private static final byte VERSION = 1;
  private static final EntityEventCoder INSTANCE = new EntityEventCoder();

  private EntityEventCoder() {}

  /** The only one. */
  public static EntityEventCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(EntityEvent event, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    out.writeByte(VERSION);
    out.writeLong(event.time());
    out.writeUTF(event.id());
    out.writeDouble(event.amount());
    out.writeLong(event.knownAt());
  }

  @Override
  public EntityEvent decode(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    byte version = in.readByte();
    if (version != VERSION) {
      throw new IOException("an entity's event in version %d, not %d".formatted(version, VERSION));
    }
    return new EntityEvent(in.readLong(), in.readUTF(), in.readDouble(), in.readLong());
  }
}
