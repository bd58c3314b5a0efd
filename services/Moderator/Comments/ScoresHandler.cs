using System.Data;
using System.Text.Json;
using Dapper;
using Moderation.Contracts;

namespace Moderation.Moderator.Comments;

/// <summary>Scores as they stand in their column.</summary>
internal sealed class ScoresHandler : SqlMapper.TypeHandler<Scores>
{
    public override Scores? Parse(object value) => JsonSerializer.Deserialize<Scores>((string)value, ContractJson.Options);

    public override void SetValue(IDbDataParameter parameter, Scores? value) =>
        parameter.Value = JsonSerializer.Serialize(value, ContractJson.Options);
}
