namespace Moderation.Testing;

/// <summary>
/// Where the PostgreSQL and RabbitMQ for tests are: environment variables, or the file that <c>infra/test.sh --up</c> writes.
/// </summary>
public static class Parts
{
    /// <summary>Npgsql connection string of a superuser.</summary>
    public static string Postgres => Read("MODERATION_TEST_POSTGRES");

    /// <summary><c>amqp://user:password@host:port/</c> of an administrator.</summary>
    public static Uri RabbitMq => new(Read("MODERATION_TEST_RABBITMQ"));

    /// <summary><c>http://user:password@host:port</c> of the management plugin.</summary>
    public static Uri RabbitMqManagement => new(Read("MODERATION_TEST_RABBITMQ_MANAGEMENT"));

    /// <summary>The folder that holds <c>Moderation.sln</c>.</summary>
    public static string ProjectRoot { get; } = FindRoot(AppContext.BaseDirectory);

    private static string Read(string name)
    {
        if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
            return value;
        var file = Path.Combine(ProjectRoot, ".run", "test", "parts.env");
        var line = File.Exists(file)
            ? File.ReadLines(file).FirstOrDefault(l => l.StartsWith(name + "=", StringComparison.Ordinal))
            : null;
        return line?[(name.Length + 1)..].Trim('\'')
            ?? throw new InvalidOperationException($"{name} is not known. Start what the tests need with: ./infra/test.sh --up");
    }

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "Moderation.sln"))
            ? folder
            : FindRoot(
                Path.GetDirectoryName(folder)
                    ?? throw new InvalidOperationException("The tests run outside of the project's folder.")
            );
}
