using System.Globalization;
using System.Runtime.Versioning;
using Dapper;
using Moderation.EndToEnd.Tests;
using Moderation.Testing;
using Npgsql;
using Xunit;

namespace Moderation.Faults.Tests;

/// <summary>A backup of the running system, and another, empty PostgreSQL with the same secrets to restore it into.</summary>
public sealed class Backup : IAsyncLifetime
{
    private const string StartPostgres = """
        source infra/lib/load.sh
        open_run_dir "$MODERATION_RUN_DIR"
        take_turn
        find_postgres
        load_instance
        source "$RUN_DIR/secrets.env"
        open_data_dir
        launch_part postgres
        await_postgres postgres
        """;

    private readonly RunningSystem _system;

    public Backup(RunningSystem system) => _system = system;

    /// <summary>Where the other server is.</summary>
    public static string Elsewhere => RunningSystem.Folder + "-restored";

    /// <summary>Of a comment that is shown on the site.</summary>
    public Guid Shown { get; private set; }

    public async ValueTask InitializeAsync()
    {
        await Script.RunAsync("infra/stop.sh", Elsewhere);
        if (Directory.Exists(Elsewhere))
            Directory.Delete(Elsewhere, recursive: true);
        Directory.CreateDirectory(Elsewhere);
        File.Copy(Path.Combine(RunningSystem.Folder, "secrets.env"), Path.Combine(Elsewhere, "secrets.env"));
        var (code, said) = await Script.RunAsync("bash", Elsewhere, "-euo", "pipefail", "-c", StartPostgres);
        Assert.True(code == 0, said);

        using var reader = new Reader(_system.Intake);
        using var moderator = new Moderator(_system);
        Shown = (await reader.SendAsync("backup", "Cầu mới rộng và thoáng hơn nhiều.")).Id;
        await moderator.ShowAsync(Shown);
    }

    public async ValueTask DisposeAsync() => await Script.RunAsync("infra/stop.sh", Elsewhere);

    /// <summary>Of the other server.</summary>
    public static string ConnectionStringOf(string database) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = int.Parse(
                Script.ValueOf(Path.Combine(Elsewhere, "instance.env"), "POSTGRES_PORT"),
                CultureInfo.InvariantCulture
            ),
            Username = "postgres",
            Password = RunningSystem.Secret("POSTGRES_PASSWORD"),
            Database = database,
            Pooling = false,
        }.ConnectionString;

    /// <summary>Makes one of the running system, and returns its folder.</summary>
    public static async Task<string> TakeAsync(string folder, params string[] options)
    {
        var before = Directory.Exists(folder) ? Directory.GetDirectories(folder) : [];
        var (code, said) = await Script.RunAsync("infra/backup.sh", RunningSystem.Folder, [folder, .. options]);
        Assert.True(code == 0, said);
        return Directory.GetDirectories(folder).Except(before).Single();
    }
}

[UnsupportedOSPlatform("windows")]
public sealed class BackupTests(RunningSystem system, Backup backup) : IClassFixture<Backup>, IDisposable
{
    private static readonly string[] Databases = ["intake", "classifier", "moderator", "publisher", "site"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("moderation-backups-");

    [Fact]
    public async Task A_backup_of_the_running_system_restored_elsewhere_has_every_row_and_a_log_that_holds()
    {
        await DropAsync();
        var before = await CountsAsync(system.ConnectionStringOf);
        var taken = await Backup.TakeAsync(_folder.FullName);
        var after = await CountsAsync(system.ConnectionStringOf);

        var (code, said) = await Script.RunAsync("infra/restore.sh", Backup.Elsewhere, taken);
        Assert.True(code == 0, said);
        var restored = await CountsAsync(Backup.ConnectionStringOf);
        var (verified, log) = await Script.RunAsync(
            "infra/run.sh",
            Backup.Elsewhere,
            "--no-build",
            "--exec",
            "moderator",
            "verify-log"
        );

        Assert.Equal(before.Keys.Order(), restored.Keys.Order());
        // What jobs changed meanwhile is in between.
        Assert.DoesNotContain(restored, table => table.Value != before[table.Key] && table.Value != after[table.Key]);
        Assert.True((verified, true) == (0, log.Contains("The chain holds", StringComparison.Ordinal)), log);
        await using var site = new NpgsqlConnection(Backup.ConnectionStringOf("site"));
        Assert.Equal("shown", await site.ExecuteScalarAsync<string>("SELECT status FROM comments WHERE id = @Shown", backup));
        await using var intake = new NpgsqlConnection(Backup.ConnectionStringOf("intake"));
        await intake.OpenAsync(TestContext.Current.CancellationToken);
        await intake.ExecuteAsync("SET ROLE intake");
        Assert.Equal(
            PostgresErrorCodes.InsufficientPrivilege,
            (await Assert.ThrowsAsync<PostgresException>(() => intake.ExecuteAsync("DROP TABLE submissions"))).SqlState
        );
    }

    [Fact]
    public async Task A_restore_refuses_what_is_damaged_missing_or_would_lose_data_and_leaves_everything_as_it_was()
    {
        var taken = await Backup.TakeAsync(_folder.FullName);
        await RestoreAsync(0, "Restored", taken, "--replace");
        await ExecuteAsync("moderator", "CREATE TABLE later (id int)");

        await RestoreAsync(1, "is not empty", taken);
        await RestoreAsync(1, "is no backup", _folder.FullName);
        await RestoreAsync(2, "name the backup");
        await using (var connection = new NpgsqlConnection(Backup.ConnectionStringOf("intake")))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await RestoreAsync(1, "somebody is at work there: postgres in intake", taken, "--replace");
        }
        await WithAsync("PGHOST=127.0.0.1 PGPORT=1 PGUSER=postgres", "does not let postgres in", taken);
        await WithAsync("PGPASSWORD=sai", "password authentication failed", taken);
        await WithAsync("MODERATION_SECRETS=/dev/null", "the secrets are missing", taken);
        await WithAsync("MODERATION_DATABASES=intake,site", "which is no database", taken);
        var keys = Path.Combine(_folder.FullName, "keys.env");
        await File.WriteAllTextAsync(
            keys,
            (await File.ReadAllTextAsync(Path.Combine(Backup.Elsewhere, "secrets.env"), TestContext.Current.CancellationToken))
                .Replace("KEY_PHONE='", "KEY_PHONE='x", StringComparison.Ordinal),
            TestContext.Current.CancellationToken
        );
        await WithAsync($"MODERATION_SECRETS={keys}", "KEY_PHONE is another key", taken, "--replace");
        await DamageAsync(Path.Combine(taken, "publisher.dump"));
        await RestoreAsync(1, "not as it was written", taken, "--replace");
        File.Delete(Path.Combine(taken, "publisher.dump"));
        await RestoreAsync(1, "not as it was written", taken, "--replace");

        await ExecuteAsync("moderator", "SELECT id FROM later");
        Assert.Empty(await NamesAsync("SELECT datname FROM pg_database WHERE datname ~ '_(restored|replaced)$'"));
    }

    [Fact]
    public async Task A_backup_that_fails_leaves_those_before_and_one_that_succeeds_deletes_old_ones()
    {
        var old = Directory.CreateDirectory(Path.Combine(_folder.FullName, "20200101T000000Z"));
        var other = Directory.CreateDirectory(Path.Combine(_folder.FullName, "luu-rieng"));
        // As on a disk that is full: no file may be longer than 4 kB.
        var (code, said) = await Script.RunAsync(
            "bash",
            RunningSystem.Folder,
            "-c",
            "ulimit -f 4; infra/backup.sh \"$1\" --nights 3",
            "bash",
            _folder.FullName
        );
        Assert.True((code, true) == (1, said.Contains("could not be dumped", StringComparison.Ordinal)), said);
        Assert.Equal([old.FullName, other.FullName], Directory.GetDirectories(_folder.FullName).Order());

        var crashed = Directory.CreateDirectory(Path.Combine(_folder.FullName, "20200101T000000Z.partial"));
        var taken = await Backup.TakeAsync(_folder.FullName, "--nights", "3");
        Assert.Equal([taken, other.FullName], Directory.GetDirectories(_folder.FullName).Order());
        Assert.False(crashed.Exists && Directory.Exists(crashed.FullName));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            File.GetUnixFileMode(Path.Combine(taken, "intake.dump"))
        );
        Assert.All(Directory.GetFiles(taken), file =>
            Assert.DoesNotContain(RunningSystem.Secret("KEY_PHONE"), File.ReadAllText(file), StringComparison.Ordinal)
        );
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task RestoreAsync(int expected, string says, params string[] arguments)
    {
        var (code, said) = await Script.RunAsync("infra/restore.sh", Backup.Elsewhere, arguments);
        Assert.True(code == expected && said.Contains(says, StringComparison.Ordinal), $"{code}: {said}");
    }

    private static async Task WithAsync(string environment, string says, params string[] arguments)
    {
        var (code, said) = await Script.RunAsync(
            "env",
            Backup.Elsewhere,
            [.. environment.Split(' '), "infra/restore.sh", .. arguments]
        );
        Assert.True(code == 1 && said.Contains(says, StringComparison.Ordinal), $"{environment}: {said}");
    }

    /// <summary>Changes one byte in the middle.</summary>
    private static async Task DamageAsync(string path)
    {
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
    }

    /// <summary>How many rows each table has, by database and name.</summary>
    private static async Task<Dictionary<string, long>> CountsAsync(Func<string, string> connectionStringOf)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var database in Databases)
        {
            await using var connection = new NpgsqlConnection(connectionStringOf(database));
            var tables = await connection.QueryAsync<string>("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
            foreach (var table in tables)
                counts[$"{database}.{table}"] = await connection.ExecuteScalarAsync<long>($"SELECT count(*) FROM {table}");
        }
        return counts;
    }

    private static async Task DropAsync()
    {
        foreach (var database in Databases)
            await ExecuteAsync("postgres", $"DROP DATABASE IF EXISTS {database}");
    }

    private static async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(Backup.ConnectionStringOf(database));
        await connection.ExecuteAsync(sql);
    }

    private static async Task<IEnumerable<string>> NamesAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Backup.ConnectionStringOf("postgres"));
        return await connection.QueryAsync<string>(sql);
    }
}
