using System.Data;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Npgsql;
using NpgsqlTypes;

namespace Moderation.ServiceDefaults;

/// <summary>The service's own PostgreSQL database, reached through one <see cref="NpgsqlDataSource"/>.</summary>
public static class Database
{
    /// <summary>
    /// Adds the data source of <c>ConnectionStrings:Database</c> and brings the schema up to date before the service takes
    /// requests: every <c>Migrations/*.sql</c> embedded in the service's assembly, in the order of their names.
    /// </summary>
    /// <typeparam name="TService">A type of the service's assembly.</typeparam>
    /// <param name="builder">The service's builder.</param>
    /// <param name="vital">
    /// Whether the service does nothing without it. Otherwise it starts at once, is ready while the database is away, and calls
    /// <see cref="MigrateAsync(IServiceProvider, CancellationToken)"/> itself.
    /// </param>
    public static void AddDatabase<TService>(this WebApplicationBuilder builder, bool vital = true)
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        // Dapper asks no handler about a type that it knows by itself.
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.AddTypeHandler(typeof(DateTimeOffset), new InstantHandler());
        var address = new DatabaseAddress(
            Tuned(builder.Configuration.Read<DatabaseOptions>(builder.Environment, "ConnectionStrings").Database)
        );
        builder.Services.AddSingleton(address);
        var name = ServiceName.Of(builder.Services);
        builder.Services.AddSingleton(_ => Open(address.ConnectionString, name));
        builder.Services.AddSingleton(_ => new Listeners(address, name));
        builder.Services.AddSingleton(new MigrationScripts(typeof(TService).Assembly, ".Migrations."));
        builder.Services.AddSingleton<Migrations>();
        builder.Services.AddExamination<DatabaseExamination>();
        if (!vital)
            return;
        builder.Services.AddHostedService(provider => provider.GetRequiredService<Migrations>());
        builder.Services.AddHealthChecks().AddCheck<DatabaseCheck>("database").AddCheck<SchemaCheck>("schema");
    }

    /// <summary>Brings the schema up to date for a command line verb, which runs without starting the service.</summary>
    public static Task MigrateAsync(this IHost app, CancellationToken cancellationToken) =>
        app.Services.MigrateAsync(cancellationToken);

    /// <summary>Waits for the database, without end, and brings the schema up to date.</summary>
    /// <exception cref="StartException">Waiting will not mend it.</exception>
    public static Task MigrateAsync(this IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<Migrations>().RunAsync(cancellationToken);

    /// <summary>
    /// What Npgsql says, without any cause, while it knows of each of several servers that it is not the primary.
    /// </summary>
    internal const string NoPrimary = "No suitable host was found.";

    /// <summary>
    /// Prepares statements that repeat and skips the reset of returned connections: 1.4 to 1.7 times as many statements a second.
    /// Of several servers the primary is meant, whatever is written, and one that was promoted is found within a second.
    /// </summary>
    private static string Tuned(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = 20,
            NoResetOnClose = true,
            MaxPoolSize = 16,
            // Values of a failed statement must not reach the logs.
            IncludeErrorDetail = false,
        };
        if (HasSeveralHosts(settings))
        {
            settings.TargetSessionAttributes = "primary";
            settings.HostRecheckSeconds = 1;
        }
        return settings.ConnectionString;
    }

    private static bool HasSeveralHosts(NpgsqlConnectionStringBuilder settings) =>
        settings.Host?.Contains(',', StringComparison.Ordinal) == true;

    internal static NpgsqlDataSource Open(string connectionString, string name)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (!HasSeveralHosts(settings))
            return new NpgsqlDataSourceBuilder(connectionString) { Name = name }.Build();
        // A data source is told apart from the rest which of its servers are meant.
        settings.TargetSessionAttributes = null;
        return new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = name }
            .BuildMultiHost()
            .WithTargetSession(TargetSessionAttributes.Primary);
    }

    private sealed class DatabaseCheck(NpgsqlDataSource database) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context,
            CancellationToken cancellationToken = default
        )
        {
            try
            {
                await using var command = database.CreateCommand("SELECT 1");
                await command.ExecuteScalarAsync(cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (NpgsqlException exception)
            {
                return HealthCheckResult.Unhealthy(exception.Message);
            }
        }
    }

    /// <summary>
    /// PostgreSQL's <c>timestamptz</c> is an instant in UTC. Dapper would hand it out as a <see cref="DateTime"/>, and Npgsql
    /// takes no other offset.
    /// </summary>
    private sealed class InstantHandler : SqlMapper.ITypeHandler
    {
        public object Parse(Type destinationType, object value) =>
            value is DateTimeOffset instant
                ? instant
                : new DateTimeOffset(DateTime.SpecifyKind((DateTime)value, DateTimeKind.Utc));

        public void SetValue(IDbDataParameter parameter, object value)
        {
            ((NpgsqlParameter)parameter).NpgsqlDbType = NpgsqlDbType.TimestampTz;
            parameter.Value = value is DateTimeOffset instant ? instant.ToUniversalTime() : value;
        }
    }
}

/// <summary>
/// Where the service's database is, with the password, which an open <see cref="NpgsqlDataSource"/> no longer tells.
/// </summary>
internal sealed record DatabaseAddress(string ConnectionString);

/// <summary>From the section <c>ConnectionStrings</c>.</summary>
internal sealed class DatabaseOptions
{
    [Configured, Secret]
    public string Database { get; set; } = "";
}
