// Replaces the page's worker client in most tests: CPython's bridge in the test server answers, so
// that no test waits for Pyodide. It has the same interface as the module that it replaces.

const bridge = new URL("../../__bridge/", import.meta.url);

export async function fetchAhead() {}

export async function startPython() {
  return {
    /**
     * @param {string} name
     * @param {object} object
     */
    async call(name, object) {
      const response = await fetch(new URL(name, bridge), {
        method: "POST",
        body: JSON.stringify(object),
      });
      if (!response.ok) throw new Error(`${response.status} for ${name}`);
      return response.json();
    },
  };
}
