package com.example.functions;

/** Handlers of events that run the function's own code while they are read. */
public class Bound {

    public String echo(Picky event) {
        return event.kind;
    }

    /** A bean that is particular about its kind. */
    public static class Picky {

        String kind = "none";

        public void setKind(String kind) {
            switch (kind) {
                case "refused" -> throw new IllegalArgumentException("not that kind");
                case "linkage" -> throw new NoClassDefFoundError("com/example/Missing");
                default -> this.kind = kind;
            }
        }
    }
}
