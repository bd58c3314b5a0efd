using System.Data;
using System.Text.Json;
using Dapper;
using Moderation.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace Moderation.ServiceDefaults;

/// <summary>
/// What stands in one column as JSON, written as messages are. Enumerations need nothing of the kind: their words are read as
/// they are, and written by <see cref="EnumWords.Word{TEnum}"/>.
/// </summary>
public static class JsonColumn
{
    /// <summary>From now on members of exactly this type are read from JSON, and parameters of it are written so.</summary>
    public static void Map<T>()
        where T : class => SqlMapper.AddTypeHandler(new JsonHandler<T>());

    /// <summary>For arrays of parameters.</summary>
    public static string? Of<T>(T? value)
        where T : class => value is null ? null : JsonSerializer.Serialize(value, ContractJson.Options);

    private sealed class JsonHandler<T> : SqlMapper.TypeHandler<T>
        where T : class
    {
        public override T? Parse(object value) => JsonSerializer.Deserialize<T>((string)value, ContractJson.Options);

        public override void SetValue(IDbDataParameter parameter, T? value)
        {
            ((NpgsqlParameter)parameter).NpgsqlDbType = NpgsqlDbType.Jsonb;
            parameter.Value = (object?)Of(value) ?? DBNull.Value;
        }
    }
}
