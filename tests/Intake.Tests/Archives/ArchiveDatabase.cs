using System.Security.Cryptography;
using System.Text;
using Dapper;
using Moderation.Intake.Submissions;
using Moderation.Testing;

namespace Moderation.Intake.Tests.Archives;

/// <summary>A database that archives are brought into by the verb, as an operator does it, and files to bring in.</summary>
internal sealed class ArchiveDatabase : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("archive").FullName;

    private ArchiveDatabase(TestDatabase database) =>
        (Database, Settings) = (
            database,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ConnectionStrings__Database"] = database.ConnectionString,
                ["Intake__PublicUrl"] = IntakeUnderTest.PublicUrl,
                ["Keys__Author"] = NewKey(),
                ["Keys__Phone"] = NewKey(),
                ["Keys__Tracking"] = NewKey(),
                ["Keys__Challenge"] = NewKey(),
            }
        );

    public TestDatabase Database { get; }

    /// <summary>Of the service, by environment variable.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; }

    public static async Task<ArchiveDatabase> CreateAsync() => new(await TestDatabase.CreateAsync("archive"));

    public string PathOf(string name) => Path.Combine(_folder, name);

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(PathOf(name), bytes);
        return PathOf(name);
    }

    public Task<(int Code, string Said)> ImportAsync(string file, params string[] options) =>
        Executable.RunAsync<SubmissionStore>(Settings, ["import", file, "--rate", "100000", .. options]);

    public Task<(int Code, string Said)> ExportAsync(string name, params string[] options) =>
        Executable.RunAsync<SubmissionStore>(Settings, ["export", PathOf(name), .. options]);

    public async Task<IReadOnlyList<T>> ReadAsync<T>(string sql)
    {
        await using var connection = await Database.Source.OpenConnectionAsync();
        return (await connection.QueryAsync<T>(sql)).AsList();
    }

    /// <summary>Of a statement that gives one.</summary>
    public async Task<T> OneAsync<T>(string sql) => Xunit.Assert.Single(await ReadAsync<T>(sql));

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Database.DisposeAsync();
    }

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}
