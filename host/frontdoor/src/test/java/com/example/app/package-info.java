/** A host application for tests of the process: what Spring does, without Spring. */
@NullMarked
package com.example.app;

import org.jspecify.annotations.NullMarked;
