using Npgsql;

namespace Moderation.Load;

/// <summary>
/// The running system, as <c>infra/run.sh</c> writes it into <c>.run/addresses.env</c>. <c>Operations</c> are the addresses by
/// service at which its figures are read.
/// </summary>
internal sealed record Addresses(
    Uri Intake,
    Uri Moderator,
    Uri Publisher,
    Uri Site,
    (string Name, string Password) Login,
    Uri BrokerManagement,
    string IntakeDatabase,
    string ModeratorDatabase,
    string PublisherDatabase,
    string SiteDatabase,
    IReadOnlyDictionary<string, Uri> Operations
)
{
    private static readonly string[] Services = ["intake", "classifier", "moderator", "publisher", "site"];

    /// <exception cref="UsageException">The file is missing or lacks an address.</exception>
    public static Addresses Read(FileInfo file)
    {
        if (!file.Exists)
            throw new UsageException(
                $"{file} does not exist. Start the system with ./infra/run.sh, or name the file by --addresses."
            );
        var lines = File.ReadLines(file.FullName)
            .Select(line => line.Split('=', 2))
            .Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0], parts => parts[1].Trim('\''), StringComparer.Ordinal);
        string Get(string name) =>
            lines.TryGetValue(name, out var value) ? value : throw new UsageException($"{file} has no {name}.");
        return new Addresses(
            new Uri(Get("INTAKE_URL")),
            new Uri(Get("MODERATOR_URL")),
            new Uri(Get("PUBLISHER_URL")),
            new Uri(Get("SITE_URL")),
            (Get("MODERATOR_USER"), Get("MODERATOR_PASSWORD")),
            new Uri(Get("RABBITMQ_MANAGEMENT_URL")),
            ConnectionString(Get("DATABASE_URL_INTAKE")),
            ConnectionString(Get("DATABASE_URL_MODERATOR")),
            ConnectionString(Get("DATABASE_URL_PUBLISHER")),
            ConnectionString(Get("DATABASE_URL_SITE")),
            Services.ToDictionary(
                service => service,
                service => new Uri(Get($"{service.ToUpperInvariant()}_OPERATIONS_URL")),
                StringComparer.Ordinal
            )
        );
    }

    /// <summary>Its host may be several servers, separated by commas, of which one is the primary.</summary>
    private static string ConnectionString(string url)
    {
        var (hosts, end) = (url.LastIndexOf('@') + 1, url.LastIndexOf('/'));
        var uri = new Uri(url[..hosts] + "localhost" + url[end..]);
        var user = uri.UserInfo.Split(':', 2);
        return new NpgsqlConnectionStringBuilder
        {
            Host = url[hosts..end],
            Username = Uri.UnescapeDataString(user[0]),
            Password = Uri.UnescapeDataString(user[1]),
            Database = uri.AbsolutePath.TrimStart('/'),
            MaxPoolSize = 2,
            HostRecheckSeconds = 1,
        }.ConnectionString;
    }
}

/// <summary>The call was wrong; the message says what to do.</summary>
internal sealed class UsageException(string message) : Exception(message);
