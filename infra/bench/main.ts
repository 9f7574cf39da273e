/** `npm run bench`: measures each stage against its floor. */
throw new Error("There is no benchmark yet");
