package dev.breakwater.agent.statutory.packet;

/** One field of a table: its name, and how it is read and written. */
sealed interface Field
    permits NumberField,
        CodeField,
        FlagsField,
        GearField,
        TextField,
        TextsField,
        TimeField,
        OctetsField,
        RowsField {
  /** Returns its name inside the table, in lower case with hyphens. */
  String name();

  /**
   * Reads it where the cursor stands.
   *
   * @param before what was read of the same row before
   */
  Value read(Cursor in, Row before) throws WrongPacketException;

  /**
   * @throws IllegalArgumentException if this field cannot hold it
   */
  void write(Value value, Sink out);

  /** Returns an error of ours: the value is none of this field. */
  default IllegalArgumentException cannotHold(Object value) {
    return new IllegalArgumentException(name() + " cannot hold " + value);
  }
}
