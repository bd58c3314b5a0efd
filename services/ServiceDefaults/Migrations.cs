using System.Reflection;
using Dapper;
using DbUp;
using DbUp.Engine;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Moderation.ServiceDefaults;

/// <summary>SQL scripts embedded in <paramref name="Assembly"/> whose resource name contains <paramref name="Folder"/>.</summary>
public sealed record MigrationScripts(Assembly Assembly, string Folder);

/// <summary>
/// Waits for the database, then, as its owner, applies the scripts that it has not seen, under an advisory lock, so that copies
/// of a service may start together. Scripts are forward only, and each runs in a transaction. A service whose role may not
/// change tables waits until the owner has applied them.
/// </summary>
internal sealed class Migrations(
    NpgsqlDataSource database,
    DatabaseAddress address,
    IEnumerable<MigrationScripts> sources,
    ILogger<Migrations> log
) : BeforeStart
{
    private const long LockKey = 0x6d6f6465; // "mode"

    public override async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await Resilience
            .UntilItWorks("PostgreSQL", log)
            .ExecuteAsync(async token => await OpenAsync(token), cancellationToken);
        if (!await connection.ExecuteScalarAsync<bool>("SELECT has_schema_privilege(current_schema(), 'CREATE')"))
        {
            await Resilience.UntilItWorks("PostgreSQL", log).ExecuteAsync(_ => RequireAsync(), cancellationToken);
            return;
        }
        await connection.ExecuteAsync("SELECT pg_advisory_lock(@LockKey)", new { LockKey });
        try
        {
            var missing = await SchemaCheck.BeginAsync(connection);
            if (Upgrade() || missing is null)
                await SchemaCheck.EndAsync(connection, missing ?? []);
        }
        finally
        {
            await connection.ExecuteAsync("SELECT pg_advisory_unlock(@LockKey)", new { LockKey });
        }
    }

    /// <summary>The names of the scripts that were not applied, in their order.</summary>
    public IReadOnlyList<string> Waiting() => [.. Engine().GetScriptsToExecute().Select(script => script.Name)];

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await database.OpenConnectionAsync(cancellationToken);
        }
        catch (NpgsqlException exception) when (BrokerAddress.UntrustedIn(exception) is { } untrusted)
        {
            throw new StartException(
                $"PostgreSQL cannot be trusted: {untrusted.Message} Name the authority that signed its certificate by "
                    + "Root Certificate in ConnectionStrings:Database, and Host as the certificate does, then start again.",
                exception
            );
        }
        catch (NpgsqlException exception) when (!Resilience.IsDatabaseAway(exception))
        {
            throw new StartException(
                $"PostgreSQL refuses ConnectionStrings:Database ({exception.Message}). "
                    + "Set user, password and database to what PostgreSQL knows, then start again.",
                exception
            );
        }
    }

    private UpgradeEngine Engine()
    {
        var upgrade = DeployChanges.To.PostgresqlDatabase(address.ConnectionString).LogToNowhere().WithTransactionPerScript();
        foreach (var source in sources)
            upgrade.WithScriptsEmbeddedInAssembly(source.Assembly, name =>
                name.Contains(source.Folder, StringComparison.Ordinal)
            );
        return upgrade.Build();
    }

    private ValueTask RequireAsync() =>
        Waiting() is [var first, ..]
            ? throw new InvalidOperationException($"the owner of the database has not applied {first} yet")
            : ValueTask.CompletedTask;

    /// <returns>Whether anything was applied.</returns>
    private bool Upgrade()
    {
        DatabaseUpgradeResult result = Engine().PerformUpgrade();
        if (!result.Successful)
            throw new InvalidOperationException(
                $"The migration {result.ErrorScript?.Name} failed: {result.Error.Message}",
                result.Error
            );
        foreach (var script in result.Scripts)
            log.LogInformation("Applied the migration {Script}", script.Name);
        return result.Scripts.Any();
    }
}
