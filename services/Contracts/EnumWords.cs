using System.Text.Json;

namespace Moderation.Contracts;

/// <summary>Enumerations as the words that the database and the API share, such as <c>personalAttack</c>.</summary>
public static class EnumWords
{
    public static string Word<TEnum>(this TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <returns>Null when no value is called so.</returns>
    public static TEnum? Named<TEnum>(string? word)
        where TEnum : struct, Enum =>
        Enum.GetValues<TEnum>().Where(value => value.Word() == word).Select(value => (TEnum?)value).FirstOrDefault();
}
