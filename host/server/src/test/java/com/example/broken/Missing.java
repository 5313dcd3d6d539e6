package com.example.broken;

/** What {@link NeedsMissing} needs; left out where that is deployed. */
public final class Missing {

    @Override
    public String toString() {
        return "here";
    }
}
