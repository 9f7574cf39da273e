/** A key and certificate for localhost that nobody trusts: for tests of HTTPS. */
const pem = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgxMEsgim1tEkrzcGv
V7td0zswORKJqYx484jE4xz9hymhRANCAATZ6qnDoe2dQQfJc4eeFYP8jmPZT63c
4tn9JKrb2nAR1AdLNDWNlOt7UHYbCs84Q+qnMLemRPD0Vd2XeTMV3lOY
-----END PRIVATE KEY-----
`,
  certificate: `-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIURstT3PibByMPlRr6On8XJ/GTfNwwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNjA4MzUzOVoYDzIxMjYxMTAy
MDgzNTM5WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATZ6qnDoe2dQQfJc4eeFYP8jmPZT63c4tn9JKrb2nAR1AdLNDWNlOt7
UHYbCs84Q+qnMLemRPD0Vd2XeTMV3lOYo28wbTAdBgNVHQ4EFgQUQZMFHj9Uc0Hh
DsTqhPwvt2eUVHIwHwYDVR0jBBgwFoAUQZMFHj9Uc0HhDsTqhPwvt2eUVHIwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSAAwRQIgMKQJNbKVcpC0N2WwbGJ7ZMB/vvNYJGZmtxo/FiaquiwCIQC6
Qf5jW9X5OE7E5WUKuL42aue1sfJr8dSEf7T5S01LQg==
-----END CERTIFICATE-----
`,
};

/** The certificate, for a client that is to trust it. */
export const testCertificate = pem.certificate;

/** What a server is told. */
export const testTls = {
  key: { text: pem.key },
  certificate: { text: pem.certificate },
  keyPassword: null,
  ca: null,
} as const;
