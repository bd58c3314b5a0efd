using System.Data.Common;

namespace Moderation.ServiceDefaults;

/// <summary>Who connects with which password, of an address or a connection string.</summary>
/// <param name="User">Null when none is named.</param>
/// <param name="Password">Null when there is none: then something else proves who connects.</param>
internal sealed record Login(string? User, string? Password)
{
    private static readonly string[] UserKeys = ["username", "user name", "user id", "userid", "user", "uid"];
    private static readonly string[] PasswordKeys = ["password", "pwd", "psw", "pass"];
    private static readonly string[] Places = ["host", "server", "data source", "database"];

    /// <returns>Null when the text is neither an address nor a connection string.</returns>
    public static Login? Of(string text)
    {
        if (
            text.Contains("://", StringComparison.Ordinal)
            && Uri.TryCreate(BrokerAddress.AddressesOf(text).First(), UriKind.Absolute, out var address)
        )
        {
            var parts = address.UserInfo.Split(':', 2).Select(Uri.UnescapeDataString).ToArray();
            return new Login(parts[0].Length > 0 ? parts[0] : null, parts.Length > 1 ? parts[1] : null);
        }

        try
        {
            var values = new DbConnectionStringBuilder { ConnectionString = text };
            return Places.Any(values.ContainsKey) ? new Login(First(values, UserKeys), First(values, PasswordKeys)) : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string? First(DbConnectionStringBuilder values, string[] keys) =>
        Array.Find(keys, values.ContainsKey) is { } key ? values[key].ToString() : null;
}
