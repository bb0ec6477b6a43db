/**
 * Names of relation methods. What Eloquent calls its own methods cannot name a relation: `Film::find(1)` would call the relation. Such a
 * relation is `findRelation`. The lists hold all methods and fields of Model, its traits and both query builders as of Laravel 8.83, which a
 * test compares with the classes, and those that came until Laravel 12.
 */

const ownMethods: ReadonlySet<string> = new Set(
  (
    "__call __callstatic __clone __construct __get __isset __set __sleep __tostring __unset __wakeup addarrayofwheres " +
    "addbinding addcastattributestoarray adddateattributestoarray adddatebasedwhere adddynamic addglobalscope addhaswhere " +
    "addmutatedattributestoarray addnestedwherequery addnestedwiths addnewwhereswithingroup addobservableevents addselect " +
    "addtimestampstoupsertvalues addupdatedatcolumn addupdatedattoupsertcolumns addwherecountquery addwhereexistsquery " +
    "aggregate all append applybeforequerycallbacks applyscopes asdate asdatetime asdecimal asjson astimestamp " +
    "attributestoarray average avg basesole beforequery belongsto belongstomany boot booted bootifnotbooted booting " +
    "bootsoftdeletes boottraits broadcastchannel broadcastchannelroute cachemutatedattributes callnamedscope callscope " +
    "canuseexistsforexistencecheck castattribute castattributeasencryptedstring castattributeasjson castbinding chunk " +
    "chunkbyid chunkmap cleanbindings clearbootedmodels clone cloneforpaginationcount clonewithout clonewithoutbindings " +
    "count create created createnestedwhere createselectwithconstraint createsub creating crossjoin crossjoinsub cursor " +
    "cursorpaginate cursorpaginator dd decrement defaultkeyname delete deleted deleteorfail deleting destroy " +
    "deviateclasscastableattribute distinct doesntexist doesntexistor doesnthave doesnthavemorph dump dynamicwhere each " +
    "eachbyid eagerloadrelation eagerloadrelations encryptusing enforceorderby ensureorderforcursorpagination " +
    "escapewhencastingtostring exists existsor explain factory fill fillable fillablefromarray filljsonattribute " +
    "filtermodeleventresults find findmany findorfail findornew finishsave firecustommodelevent firemodelevent first firstor " +
    "firstorcreate firstorfail firstornew firstwhere flattenvalue flusheventlisteners flushmacros forcecreate forcedelete " +
    "forcedeleted forcefill fornestedwhere forpage forpageafterid forpagebeforeid forsubquery forwardcallto " +
    "forwarddecoratedcallto fresh freshtimestamp freshtimestampstring from fromdatetime fromencryptedstring fromfloat " +
    "fromjson fromquery fromraw fromsub get getactualclassnameformorph getarrayableappends getarrayableattributes " +
    "getarrayableitems getarrayablerelations getarrayattributebykey getarrayattributewithvalue getattribute " +
    "getattributefromarray getattributemarkedmutatormethods getattributes getattributesforinsert getattributevalue " +
    "getbelongstorelation getbindings getcasts getcasttype getchanges getclasscastableattributevalue getconnection " +
    "getconnectionname getconnectionresolver getcountforpagination getcreatedatcolumn getdateformat getdates " +
    "getdeletedatcolumn getdirty geteagerloads getenumcastableattributevalue geteventdispatcher getfillable getforeignkey " +
    "getglobalmacro getglobalscope getglobalscopes getgrammar getguarded gethidden getincrementing getkey getkeyforsavequery " +
    "getkeyforselectquery getkeyname getkeytype getmacro getmodel getmodels getmorphclass getmorphs getmutatedattributes " +
    "getmutatormethods getobservableevents getoriginal getoriginalcolumnnameforcursorpagination " +
    "getoriginalwithoutrewindingmodel getperpage getprocessor getqualifiedcreatedatcolumn getqualifieddeletedatcolumn " +
    "getqualifiedkeyname getqualifiedupdatedatcolumn getquery getqueueableconnection getqueueableid getqueueablerelations " +
    "getrawbindings getraworiginal getrelation getrelations getrelationshipfrommethod getrelationvalue " +
    "getrelationwithoutconstraints getroutekey getroutekeyname gettable gettouchedrelations getupdatedatcolumn getvisible " +
    "groupby groupbyraw groupwheresliceforscope guard guessbelongstomanyrelation guessbelongstorelation " +
    "handlelazyloadingviolation handlelazyloadingviolationusing has hasappended hasattributegetmutator hasattributemutator " +
    "hasattributesetmutator hascast haschanges hasgetmutator hasglobalmacro hasglobalscope hasmacro hasmany hasmanythrough " +
    "hasmorph hasnamedscope hasnested hasone hasonethrough hassetmutator having havingbetween havingraw hydrate implode " +
    "increment incrementordecrement initializesoftdeletes initializetraits inrandomorder insert insertandsetid insertgetid " +
    "insertorignore insertusing invalidoperator invalidoperatorandvalue is isbitwiseoperator isclasscastable isclassdeviable " +
    "isclassserializable isclean iscustomdatetimecast isdateattribute isdatecastable isdatecastablewithcustomformat " +
    "isdecimalcast isdirty isencryptedcastable isenumcastable isfillable isforcedeleting isguardablecolumn isguarded " +
    "isignoringtouch isimmutablecustomdatetimecast isjsoncastable isnestedunder isnot isqueryable isrelation " +
    "isstandarddateformat isunguarded join joiningtable joiningtablesegment joinsub joinwhere jsonserialize latest lazy " +
    "lazybyid lazybyiddesc leftjoin leftjoinsub leftjoinwhere limit load loadaggregate loadavg loadcount loadexists loadmax " +
    "loadmin loadmissing loadmorph loadmorphaggregate loadmorphavg loadmorphcount loadmorphmax loadmorphmin loadmorphsum " +
    "loadsum lock lockforupdate macro macrocall make makehidden makehiddenif makevisible makevisibleif max " +
    "mergeattributesfromattributecasts mergeattributesfromcachedcasts mergeattributesfromclasscasts mergebindings mergecasts " +
    "mergeconstraintsfrom mergefillable mergeguarded mergewheres min mixin morpheagerto morphedbymany morphinstanceto " +
    "morphmany morphone morphto morphtomany mutateattribute mutateattributeforarray mutateattributemarkedattribute " +
    "newbasequerybuilder newbelongsto newbelongstomany newcollection neweloquentbuilder newfactory newfrombuilder newhasmany " +
    "newhasmanythrough newhasone newhasonethrough newinstance newjoinclause newmodelinstance newmodelquery newmorphmany " +
    "newmorphone newmorphto newmorphtomany newpivot newquery newqueryforrestoration newquerywithoutrelationships " +
    "newquerywithoutscope newquerywithoutscopes newrelatedinstance normalizecastclassresponse numericaggregate observe " +
    "offset offsetexists offsetget offsetset offsetunset oldest on oncewithcolumns ondelete only onwriteconnection orderby " +
    "orderbydesc orderbyraw orderedlazybyid ordoesnthave ordoesnthavemorph orhas orhasmorph orhaving orhavingraw " +
    "originalisequivalent orwhere orwherebelongsto orwherebetween orwherebetweencolumns orwherecolumn orwheredate orwhereday " +
    "orwheredoesnthave orwheredoesnthavemorph orwhereexists orwherefulltext orwherehas orwherehasmorph orwherein " +
    "orwhereintegerinraw orwhereintegernotinraw orwherejsoncontains orwherejsondoesntcontain orwherejsonlength orwheremonth " +
    "orwheremorphedto orwheremorphrelation orwherenotbetween orwherenotbetweencolumns orwherenotexists orwherenotin " +
    "orwherenotnull orwherenull orwhereraw orwhererelation orwhererowvalues orwheretime orwhereyear paginate " +
    "paginateusingcursor paginator parsecasterclass parsesub parsewithrelations performdeleteonmodel performinsert " +
    "performupdate pluck pluckfromarraycolumn pluckfromobjectcolumn preparevalueandoperator " +
    "prependdatabasenameifcrossdatabasequery preventlazyloading preventslazyloading push qualifycolumn qualifycolumns query " +
    "raw refresh registerglobalscopes registermixin registermodelevent registerobserver reguard relationloaded " +
    "relationsnestedunder relationstoarray removedscopes removeexistingordersfor removeobservableevents reorder replicate " +
    "replicating resolvecasterclass resolvechildroutebinding resolvechildroutebindingquery resolveconnection " +
    "resolveobserverclassname resolverelationusing resolveroutebinding resolveroutebindingquery " +
    "resolvesoftdeletablechildroutebinding resolvesoftdeletableroutebinding restore restored restoring retrieved rightjoin " +
    "rightjoinsub rightjoinwhere runpaginationcountquery runselect runsoftdelete save saved saveorfail savequietly saving " +
    "scopes select selectraw selectsub serializeclasscastableattribute serializedate setaggregate setappends setattribute " +
    "setattributemarkedmutatedattributevalue setbindings setclasscastableattribute setconnection setconnectionresolver " +
    "setcreatedat setdateformat seteagerloads setenumcastableattribute seteventdispatcher sethidden setincrementing " +
    "setkeyname setkeysforsavequery setkeysforselectquery setkeytype setmodel setmutatedattributevalue setobservableevents " +
    "setperpage setquery setrawattributes setrelation setrelations settable settouchedrelations setupdatedat setvisible " +
    "sharedlock simplepaginate simplepaginator skip softdeleted sole striptableforpluck sum syncchanges syncoriginal " +
    "syncoriginalattribute syncoriginalattributes take tap throwbadmethodcallexception toarray tobase tojson tosql " +
    "totallyguarded touch touches touchowners transformmodelvalue trashed truncate unguard unguarded union unionall unless " +
    "unsetconnectionresolver unseteventdispatcher unsetrelation unsetrelations update updated updatefrom updateorcreate " +
    "updateorfail updateorinsert updatequietly updatetimestamps updating upsert usestimestamps usewritepdo value valueorfail " +
    "waschanged when where wherebelongsto wherebetween wherebetweencolumns wherecolumn wheredate whereday wheredoesnthave " +
    "wheredoesnthavemorph whereexists wherefulltext wherehas wherehasmorph wherein whereintegerinraw whereintegernotinraw " +
    "wherejsoncontains wherejsondoesntcontain wherejsonlength wherekey wherekeynot wheremonth wheremorphedto " +
    "wheremorphrelation wherenested wherenotbetween wherenotbetweencolumns wherenotexists wherenotin wherenotnull wherenull " +
    "whereraw whererelation whererowvalues wheresub wheretime whereyear with withaggregate withavg withcasts withcount " +
    "withexists withglobalscope withmax withmin withonly without withoutbroadcasting withoutevents withoutglobalscope " +
    "withoutglobalscopes withoutrelations withoutselectaliases withouttouching withouttouchingon withsum " + // Laravel 9 to 12.
    "attribute automaticallyeagerloadrelationships casts chaperone createorfirst createquietly ddrawsql decrementquietly " +
    "deletequietly discardchanges dumprawsql ensurecastsarestringvalues fillforinsert forcecreatequietly forcedeletequietly " +
    "forcedestroy getprevious handlediscardedattributeviolationusing handlemissingattributeviolationusing hasuniqueids " +
    "incrementorcreate incrementquietly initializehasattributes isautomaticallyeagerloadingrelationships joinlateral " +
    "leftjoinlateral mergehidden mergevisible newuniqueid pipe preventaccessingmissingattributes " +
    "preventsilentlydiscardingattributes previous rawvalue replicatequietly resolvecollectionfromattribute restorequietly " +
    "setuniqueids shouldbestrict solevalue straightjoin through toprettyjson torawsql touchquietly uniqueids usesuniqueids " +
    "whereall whereany whereattachedto wherelike wherenone wherenot withattributes withoutglobalscopesexcept " +
    "withrelationshipautoloading withsavepointifneeded"
  ).split(" "),
);

/** Fields of Model: inside of models they are what `$this->table` means. */
const ownFields: ReadonlySet<string> = new Set(
  (
    "appends attributecastcache attributemutatorcache attributes booted casterscache casts changes classcastcache " +
    "compositekey connection dateformat dates dispatcher dispatchesevents encrypter escapewhencastingtostring exists " +
    "fillable forcedeleting getattributemutatorcache globalscopes guardablecolumns guarded hidden ignoreontouch " +
    "incrementing isbroadcasting keytype lazyloadingviolationcallback manymethods " +
    "modelsshouldautomaticallyeagerloadrelationships modelsshouldpreventlazyloading mutatorcache observables original " +
    "perpage preventslazyloading previous primarykey primitivecasttypes relationautoloadcallback " +
    "relationautoloadcontext relationresolvers relations resolver setattributemutatorcache snakeattributes table " +
    "timestamps touches traitinitializers unguarded usesuniqueids visible wasrecentlycreated with withcount"
  ).split(" "),
);

/** One method name a relation, in their order; no two are the same where case does not count. */
export function methodNames(relations: readonly string[]): string[] {
  const taken = new Set(relations.filter(isFree).map((name) => name.toLowerCase()));
  return relations.map((name) => {
    if (isFree(name)) return name;
    const longer = /^[\p{L}_]/u.test(name) ? `${name}Relation` : `relation${name}`;
    let free = longer;
    for (let number = 2; taken.has(free.toLowerCase()); number++) free = `${longer}${number}`;
    taken.add(free.toLowerCase());
    return free;
  });
}

/** Whether a relation may be called so: its name is neither a method nor a field of Eloquent, and one of PHP. */
export function isFree(name: string): boolean {
  const folded = name.toLowerCase();
  return /^[\p{L}_]/u.test(name) && !ownMethods.has(folded) && !ownFields.has(folded);
}
