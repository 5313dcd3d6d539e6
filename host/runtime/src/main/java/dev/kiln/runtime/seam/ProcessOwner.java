package dev.kiln.runtime.seam;

/** A class loader whose classes believe that they have a process of their own. */
public interface ProcessOwner {

    /** Made when it is first asked for: most functions change nothing of their process. */
    FunctionProcess process();
}
