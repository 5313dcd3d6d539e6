/** Functions as a customer writes them: loaded by the runtime, never by a test. */
package com.example.cases;
