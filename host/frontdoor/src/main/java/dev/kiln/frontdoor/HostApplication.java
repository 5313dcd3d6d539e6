package dev.kiln.frontdoor;

/**
 * What serves everything that is no function's request: found by {@link java.util.ServiceLoader},
 * and started when the function has answered or when somebody needs it.
 */
public interface HostApplication {

    /**
     * Starts the application, adopts the door, and returns when requests can be served.
     *
     * @param args the process's arguments, unchanged
     * @throws Exception whatever kept it from starting: the process ends with the message
     */
    void run(HostStart start, String[] args) throws Exception;
}
